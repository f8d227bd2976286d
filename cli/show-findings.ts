// Prints findings: for people a line each, with its place and hint; for GitHub Actions as annotations.

import { aboutWhom, type Finding, type Place, sortFindings } from '../constructs/base/finding.js';
import { counted } from '../constructs/base/wording.js';
import type { Terminal } from './terminal.js';
import { printable, printableLine } from './terminal.js';

/** More than this on a terminal helps nobody; `--output json` has them all. */
const mostShown = 100;

/** Text of all findings, sorted, with a count at the end; empty where there are none. */
export function findingsText(findings: readonly Finding[], color: Terminal['color']): string {
  if (findings.length === 0) return '';
  const sorted = sortFindings(findings);
  const shown = worstOf(sorted).map((each) => findingText(each, color));
  const rest =
    sorted.length > mostShown ? [`… and ${sorted.length - mostShown} more; --output json lists them all\n`] : [];
  return [...shown, ...rest, `${countText(findings, color)}\n`].join('');
}

/** As many as are shown, in their order: no warning takes the place of an error. */
function worstOf(sorted: readonly Finding[]): readonly Finding[] {
  const worstFirst = (['error', 'warning'] as const).flatMap((severity) =>
    sorted.filter((each) => each.severity === severity),
  );
  const worst = new Set(worstFirst.slice(0, mostShown));
  return sorted.filter((each) => worst.has(each));
}

/** Workflow commands of GitHub Actions (docs.github.com/actions/reference/workflow-commands-for-github-actions), a line each. */
export function annotationsText(findings: readonly Finding[]): string {
  return sortFindings(findings)
    .map((each) => {
      const { file, line, column } = each.place ?? { file: undefined };
      const fields = Object.entries({ file, line, col: column, title: each.code }).filter(
        ([, value]) => value !== undefined,
      );
      const properties = fields.map(([key, value]) => `${key}=${escapeProperty(String(value))}`).join(',');
      return `::${each.severity} ${properties}::${escapeData(sentence(each))}\n`;
    })
    .join('');
}

/** The same for what kept a command from giving an answer. */
export function failureAnnotation(message: string, hint = ''): string {
  return `::error title=tenantry::${escapeData([message, hint].filter((part) => part !== '').join(' — '))}\n`;
}

function findingText(each: Finding, color: Terminal['color']): string {
  const severity = each.severity === 'error' ? color.red('error') : color.yellow('warning');
  const where = each.place === undefined ? '' : `${color.bold(placeText(each.place))}  `;
  const lines = [`${where}${severity}  ${printableLine(aboutWhom(each))}  ${color.dim(each.code)}`];
  if (each.related !== undefined) lines.push(`    see ${placeText(each.related)}`);
  if (each.manifest !== undefined) lines.push(`    rendered into ${printableLine(each.manifest)}`);
  if (each.hint !== undefined) lines.push(`    ${color.cyan('hint:')} ${printableLine(each.hint)}`);
  return `${lines.join('\n')}\n`;
}

/** A place as `file:line:column`, as far as it is known. */
export function placeText({ file, line, column }: Place): string {
  return printableLine([file, line, column].filter((part) => part !== undefined).join(':'));
}

function countText(findings: readonly Finding[], color: Terminal['color']): string {
  const errors = findings.filter((each) => each.severity === 'error').length;
  const warnings = findings.length - errors;
  return [
    ...(errors === 0 ? [] : [color.red(counted(errors, 'error'))]),
    ...(warnings === 0 ? [] : [color.yellow(counted(warnings, 'warning'))]),
  ].join(', ');
}

function sentence(each: Finding): string {
  const { hint, related, manifest } = each;
  return [
    aboutWhom(each),
    related === undefined ? '' : ` (see ${placeText(related)})`,
    manifest === undefined ? '' : ` (rendered into ${manifest})`,
    hint === undefined ? '' : ` — ${hint}`,
  ].join('');
}

function escapeData(text: string): string {
  return printable(text).replaceAll('%', '%25').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
