// What a tenant's file may say within its tier and platform; each subject has a file beside this one.
import type { Finding } from '../../finding/finding.js';
import { dateLimits } from './date-limits.js';
import { domainLimits } from './domain-limits.js';
import { envLimits } from './env-limits.js';
import type { Limits } from './limits.js';
import { nameLimits } from './name-limits.js';
import { overrideLimits } from './override-limits.js';
import { restoreLimits } from './restore-limits.js';

/** Everything that keeps a tenant from being planned. */
export function limitFindings(limits: Limits): Finding[] {
  return [...limitsOfWhatIsThere(limits), ...dateLimits(limits)];
}

/** The same of a file of which something was left out: it says nothing of what is not there. */
export function limitsOfWhatIsThere(limits: Limits): Finding[] {
  return [nameLimits, overrideLimits, restoreLimits, envLimits, domainLimits].flatMap((limit) => limit(limits));
}
