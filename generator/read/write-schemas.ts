// Run by `npm run schema`: writes the JSON Schemas of the source files to schema/ of the folder it is run in, where they are committed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { schemaFiles } from './schema/json-schemas.js';

mkdirSync('schema', { recursive: true });
for (const { path, text } of schemaFiles()) writeFileSync(path, text);
