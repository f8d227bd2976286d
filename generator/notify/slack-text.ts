// One line for a chat. Names and errors come from strangers: what they write is shown, and does nothing.
import type { Notification } from './notification.js';

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

export function slackText({ data }: Notification): string {
  const lines = [`*${plain(data.displayName)}* (${plain(data.tenant)}): ${plain(data.message)}`];
  if ('hint' in data && data.hint !== undefined) lines.push(plain(data.hint));
  return lines.join('\n');
}

function plain(text: string): string {
  const line = text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
  return harmless.reduce((rest, [sign, instead]) => rest.replaceAll(sign, instead), line);
}
