// The parts of each database engine: nothing else in the concern chooses by an engine's name what it renders.
import type { EngineParts } from './engine.js';
import type { EngineName } from './engines.js';
import { mariadb } from './mariadb/index.js';
import { postgres } from './postgres/index.js';

export const engineParts: Readonly<Record<EngineName, EngineParts>> = { postgres, mariadb };
