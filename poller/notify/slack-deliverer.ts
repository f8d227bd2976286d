// Sends messages to an incoming webhook of Slack (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks), Mattermost or
// Rocket.Chat.
import { OutsideError } from '../../constructs/base/finding.js';
import type { Deliverer } from './deliverer.js';
import type { Notification } from './notification.js';
import { post } from './post.js';

/** http only to this machine, as for webhooks. */
const allowed = /^(?:https:\/\/|http:\/\/(?:localhost|127\.0\.0\.1)[:/])/;

/** `variable` names where the address comes from; the address itself is in no error. */
export function slackDeliverer(target: string, variable: string, url: string): Deliverer {
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
