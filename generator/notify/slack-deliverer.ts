// Messages to an incoming webhook of Slack (docs.slack.dev/messaging/sending-messages-using-incoming-webhooks), Mattermost or Rocket.Chat.
import { OutsideError } from '../finding/outside-error.js';
import type { Deliverer } from './deliverer.js';
import type { Notification } from './notification.js';
import { post } from './post.js';
import { slackText } from './slack-text.js';

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
