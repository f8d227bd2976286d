// Makes the deliverers of the receivers in platform.yaml. Secrets come from the environment; an error names the variable only.
import type { Environment } from '../../constructs/base/environment.js';
import { OutsideError } from '../../constructs/base/finding.js';
import type { NotifySource, ReceiverSource } from '../../generator/read/schema/notify.js';
import type { Deliverer } from './deliverer.js';
import { targetOf } from './notification.js';
import { slackDeliverer } from './slack-deliverer.js';
import { webhookDeliverer } from './webhook-deliverer.js';

export async function makeDeliverers(
  receivers: NotifySource,
  environment: Environment,
  now: () => Date,
): Promise<readonly Deliverer[]> {
  return Promise.all(Object.entries(receivers).map(([name, receiver]) => make(name, receiver, environment, now)));
}

async function make(
  name: string,
  receiver: ReceiverSource,
  environment: Environment,
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
