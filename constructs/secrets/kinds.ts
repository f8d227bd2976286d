// The kinds of the concern secrets.
import type { KindTable } from '../base/kind.js';
import { waves } from '../base/waves.js';

export const secretsKinds: KindTable = {
  'external-secrets.io/SecretStore': { wave: waves.secretStore, step: 'secrets', identity: ['metadata.name'] },
  'external-secrets.io/ExternalSecret': {
    wave: waves.secrets,
    step: 'secrets',
    // Another name of the Secret leaves the old Secret behind, or deletes it (External Secrets, "creationPolicy").
    identity: ['metadata.name', 'spec.target.name'],
  },
  // It only says how a password is made: what was made is in the Secret.
  'generators.external-secrets.io/Password': { wave: waves.secretStore, step: 'secrets', identity: ['metadata.name'] },
};
