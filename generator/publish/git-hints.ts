// What to do about a failure of git, by what it said. Patterns are of git's own English messages and those of GitHub and OpenSSH.

const hints = [
  {
    pattern:
      /could not read (?:Username|Password)|Authentication failed|terminal prompts disabled|HTTP 40[13]|error: 40[13]/i,
    hint: 'give git credentials for the repository: a credential helper, GIT_ASKPASS or an ssh key that may push',
  },
  {
    pattern: /Permission denied \(publickey|Host key verification failed/,
    hint: 'check the ssh key and known_hosts: ssh asks nothing here',
  },
  {
    pattern: /dubious ownership/,
    hint: 'the repository belongs to another user: add it to git’s safe.directory, or run as its owner',
  },
  {
    pattern:
      /Could not resolve host|unable to access|Connection (?:refused|timed out|reset)|Could not read from remote/i,
    hint: 'check the repository’s address and the network',
  },
  {
    pattern: /not a git repository|does not appear to be a git repository/i,
    hint: 'give the path of a bare git repository, or one that does not exist yet',
  },
  {
    pattern: /No space left on device|Out of diskspace|Disk quota exceeded/i,
    hint: 'free some space and run again: nothing was published',
  },
  {
    pattern: /\.lock'?: File exists/,
    hint: 'if no other git runs there, remove the lock file that git names, then run again',
  },
  {
    pattern: /Permission denied|Read-only file system|unable to create/i,
    hint: 'check that the repository may be written by this user',
  },
  {
    pattern: /hook declined|aborted by hook|protected branch|GH00\d/i,
    hint: 'let the publisher push to the branch, or publish to another branch and open a pull request',
  },
] as const;

/** The hint for what git said, or a general one. */
export function hintFor(complaint: string): string {
  return (
    hints.find(({ pattern }) => pattern.test(complaint))?.hint ??
    'see what git says; run again once it is corrected: nothing was published'
  );
}
