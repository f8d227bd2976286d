// Sends webhooks signed as Standard Webhooks (github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md). Every
// attempt has the same id, so a receiver can drop repetitions.
import { OutsideError } from '../../constructs/base/finding.js';
import type { Deliverer } from './deliverer.js';
import { post } from './post.js';

interface SigningSecret {
  /** The environment variable's name, for errors. */
  readonly variable: string;
  /** `whsec_…` or base64; several, parted by spaces, while one takes the other's place. */
  readonly value: string;
  readonly now: () => Date;
}

/** Bytes that a secret has at least, and at most, by the specification. */
const fewest = 24;
const most = 64;

export async function webhookDeliverer(target: string, url: string, secret: SigningSecret): Promise<Deliverer> {
  const signers = await signersOf(secret);
  return {
    target,
    deliver: ({ payload, digest }, signal) => {
      const id = `msg_${digest.slice(0, 32)}`;
      const body = JSON.stringify(payload);
      const now = secret.now();
      const headers = {
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': signers.map((signer) => signer.sign(id, now, body)).join(' '),
      };
      return post({ url, headers, body }, signal);
    },
  };
}

async function signersOf({ variable, value }: SigningSecret) {
  const { Webhook } = await import('standardwebhooks');
  const secrets = value.trim().split(/\s+/);
  const lengths = secrets.map((secret) => Buffer.from(secret.replace(/^whsec_/, ''), 'base64').length);
  if (!secrets.every((secret) => encoded.test(secret)) || lengths.some((length) => length < fewest || length > most))
    throw new OutsideError(`the environment variable ${variable} holds no signing secret`, {
      hint: `make one of ${fewest} to ${most} bytes: echo "whsec_$(openssl rand -base64 32)"`,
    });
  return secrets.map((secret) => new Webhook(secret));
}

const encoded = /^(?:whsec_)?(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
