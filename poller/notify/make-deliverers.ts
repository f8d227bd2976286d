// Makes the deliverers of the receivers in platform.yaml. Secrets come from the environment; an error names the variable only.
import { OutsideError } from '../../constructs/base/finding.js';
import type { NotifySource, ReceiverSource } from '../../generator/read/schema/notify.js';
import type { Deliverer } from './deliver-due.js';
import { type Notification, targetOf } from './notification.js';
import { post } from './post.js';

export async function makeDeliverers(
  receivers: NotifySource,
  environment: NodeJS.ProcessEnv,
  now: () => Date,
): Promise<readonly Deliverer[]> {
  return Promise.all(Object.entries(receivers).map(([name, receiver]) => make(name, receiver, environment, now)));
}

async function make(
  name: string,
  receiver: ReceiverSource,
  environment: NodeJS.ProcessEnv,
  now: () => Date,
): Promise<Deliverer> {
  const variable = receiver.kind === 'slack' ? receiver.urlFrom : receiver.secretFrom;
  const secret = environment[variable];
  if (!secret) throw missing(name, variable);
  return receiver.kind === 'slack'
    ? slackDeliverer(targetOf(name), variable, secret)
    : webhookDeliverer(targetOf(name), receiver.url, { variable, value: secret, now });
}

function missing(name: string, variable: string): OutsideError {
  return new OutsideError(`the environment variable ${variable} is not set, and notify.${name} needs it`, {
    hint: 'set it where `tenantry serve` runs, from a Secret; or take the receiver out of platform.yaml',
  });
}

/** http only to this machine, as for webhooks. */
const allowed = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)[:/])/;

/** `variable` names where the address comes from; the address itself is in no error. */
function slackDeliverer(target: string, variable: string, url: string): Deliverer {
  if (!URL.canParse(url) || !allowed.test(url))
    throw new OutsideError(`the environment variable ${variable} holds no https address`, {
      hint: 'give it the address of an incoming webhook as Slack shows it',
    });
  return {
    target,
    deliver: ({ payload }, signal) => {
      const text = slackText(payload as Notification);
      const body = JSON.stringify({ text, unfurl_links: false, unfurl_media: false });
      return post({ url, headers: {}, body }, signal);
    },
  };
}

/** Has no width: parts what a chat would take for a command. */
const nothing = '\u200b';

/** As in docs.slack.dev/messaging/formatting-message-text; Mattermost reads Markdown and bare mentions besides. */
const harmless = [
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['@', `@${nothing}`],
  ['](', `]${nothing}(`],
] as const;

function slackText({ data }: Notification): string {
  const lines = [`*${plain(data.displayName)}* (${plain(data.tenant)}): ${plain(data.message)}`];
  if (data.hint !== undefined) lines.push(plain(data.hint));
  return lines.join('\n');
}

function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return harmless.reduce((rest, [sign, instead]) => rest.replaceAll(sign, instead), line);
}

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

async function webhookDeliverer(target: string, url: string, secret: SigningSecret): Promise<Deliverer> {
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
