// What the fake GitHub keeps of one repository.
import { createHash } from 'node:crypto';

export interface Comment {
  readonly id: number;
  readonly author: string;
  body: string;
}

export interface CheckRun {
  readonly id: number;
  readonly name: string;
  readonly external_id: string;
  readonly head_sha: string;
  status: string;
  conclusion: string | null;
  title: string;
  summary: string;
  annotations: unknown[];
}

export interface PullRequest {
  readonly number: number;
  readonly head: string;
  readonly base: string;
  title: string;
  body: string;
  readonly headSha?: string;
  /** Where it is merged: the commit on its base. */
  readonly mergeSha?: string;
  open: boolean;
}

export interface Deployment {
  readonly id: number;
  readonly ref: string;
  readonly environment: string;
  readonly statuses: { readonly state: string; readonly environment_url?: string }[];
}

/** Who the token is. */
export const bot = 'tenantry[bot]';

export class FakeRepository {
  readonly comments: Comment[] = [];
  readonly checkRuns: CheckRun[] = [];
  readonly statuses: Record<string, unknown>[] = [];
  readonly pulls: PullRequest[] = [];
  readonly deployments: Deployment[] = [];
  /** Branch → commit. */
  readonly heads = new Map<string, string>([['main', '1'.repeat(40)]]);
  /** Commit → path → text. */
  readonly trees = new Map<string, ReadonlyMap<string, string>>([['1'.repeat(40), new Map()]]);
  #last = 1000;

  next(): number {
    this.#last += 1;
    return this.#last;
  }

  comment(body: string, author = bot): Comment {
    const comment = { id: this.next(), author, body };
    this.comments.push(comment);
    return comment;
  }

  pull(head: string, headSha: string): PullRequest {
    const pull = { number: this.next(), head, base: 'main', title: '', body: '', headSha, open: true };
    this.pulls.push(pull);
    return pull;
  }

  merged(mergeSha: string): PullRequest {
    const pull = { number: this.next(), head: 'change', base: 'main', title: '', body: '', mergeSha, open: false };
    this.pulls.push(pull);
    return pull;
  }

  commit(branch: string, path: string, text: string): string {
    return this.commitAll(branch, [[path, text]]);
  }

  commitAll(branch: string, files: readonly (readonly [path: string, text: string])[]): string {
    const head = this.heads.get(branch) ?? '';
    const sha = createHash('sha1')
      .update(`${head} ${JSON.stringify(files)} ${this.next()}`)
      .digest('hex');
    this.trees.set(sha, new Map([...(this.trees.get(head) ?? []), ...files]));
    this.heads.set(branch, sha);
    return sha;
  }

  /** Paths of the files that a branch has otherwise than its base. */
  changed(base: string, branch: string): string[] {
    const tree = this.trees.get(this.heads.get(branch) ?? '') ?? new Map<string, string>();
    return [...tree].flatMap(([path, text]) => (this.read(base, path) === text ? [] : [path]));
  }

  read(ref: string, path: string): string | undefined {
    return this.trees.get(this.heads.get(ref) ?? ref)?.get(path);
  }
}
