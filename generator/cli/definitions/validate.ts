// `tenantry validate`: its options, help and examples. Its work is in commands/validate.ts.
import { Option } from 'commander';
import type { ValidateCommand } from '../commands/validate.js';
import { type CommonOptions, defineCommand } from '../define-command.js';
import { number, outOption, schemasOption } from './shared-options.js';

export const validateCommand = defineCommand(
  {
    usage: 'validate',
    summary: 'check everything, write nothing',
    description:
      'Checks everything that publishing would, and writes nothing. With --watch it checks again after each change of platform.yaml, blueprints/, tenants/ and policies/ until Ctrl-C, and ends with 0 whatever it found; with --output json each check is then one line.',
    options: [
      outOption,
      schemasOption,
      new Option('--watch', 'check again after each change, until Ctrl-C').default(false).conflicts('report'),
      new Option('--report <folder>', 'also write there what `tenantry report` takes to GitHub'),
      new Option(
        '--from <revision>',
        'source revision that is judged against: who claimed what first, and the report’s diff; default: what is published',
      ),
      new Option('--pull-request <number>', 'that the report is about; default: what GitHub Actions says').argParser(
        number,
      ),
    ],
    examples: [
      'tenantry validate',
      'tenantry validate --output json',
      'tenantry validate --watch',
      'tenantry validate --report report --from origin/main',
    ],
  },
  async (_, options: CommonOptions & Omit<ValidateCommand, 'root'> & { watch: boolean }, terminal) => {
    if (!options.watch) return (await import('../commands/validate.js')).runValidate(options, terminal);
    const { stopSignal } = await import('../watch/stop-signal.js');
    return (await import('../watch/watch-validate.js')).watchValidate(options, terminal, stopSignal());
  },
);
