// The message of a commit that lets Argo CD try a tenant again. It names the source commit of what is tried, so that the way of that
// commit goes on where it stopped.
import { type SourceFacts, sourceTrailers } from '../published/source-trailers.js';

export interface RetryMessageInput {
  readonly tenant: string;
  readonly source?: SourceFacts | undefined;
  /** A person's own words. */
  readonly reason?: string | undefined;
  /** Login of who asked. */
  readonly author?: string | undefined;
}

/** Characters. */
const longestReason = 300;

export function retryMessage({ tenant, source, reason, author }: RetryMessageInput): string {
  const trailers = [
    ...(source === undefined ? [] : sourceTrailers(source)),
    `Tenants-Changed: ${tenant}`,
    ...(author === undefined ? [] : [`Retried-By: ${oneLine(author)}`]),
  ];
  const why = reason === undefined ? '' : oneLine(reason);
  return `${[`retry ${tenant}`, ...(why === '' ? [] : [`Why: ${why}`]), trailers.join('\n')].join('\n\n')}\n`;
}

/** A line of its own could be read as a trailer. */
function oneLine(text: string): string {
  const line = text.replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ').trim();
  return line.length > longestReason ? `${line.slice(0, longestReason - 1)}…` : line;
}
