// A new platform in a temporary folder, as `tenantry init` makes it; removed after the test.
import { starterFiles } from '../../../cli/init/init.js';
import { writeNewFiles } from '../../../cli/init/write-new-files.js';
import { temporaryFolder } from '../../temporary-folder.js';

export function starterFolder(): string {
  const folder = temporaryFolder();
  writeNewFiles(folder, starterFiles({ name: 'garage', baseDomain: 'garage.example' }));
  return folder;
}
