// What a tenant's file may say within its tier and platform; each subject has a file beside this one.
import type { Finding } from '../../finding/finding.js';
import { dateLimits } from './date-limits.js';
import { domainLimits } from './domain-limits.js';
import { envLimits } from './env-limits.js';
import type { Limits } from './limits.js';
import { nameLimits } from './name-limits.js';
import { overrideLimits } from './override-limits.js';

/** Everything that keeps a tenant from being planned. */
export function limitFindings(limits: Limits): Finding[] {
  return [nameLimits, dateLimits, overrideLimits, envLimits, domainLimits].flatMap((limit) => limit(limits));
}
