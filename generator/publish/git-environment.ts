// The environment that git runs in: the caller's, so that credential helpers find what they need, without what would point git
// at another repository or make it say secrets; its messages in English, because they are matched.

/** Transports that git may use, wherever a configuration or a redirect leads (git(1), GIT_ALLOW_PROTOCOL). */
const transports = 'file:https:ssh';

/** `git rev-parse --local-env-vars`, without those that carry configuration; they are set where git runs us, as in a hook. */
const repositoryVariables =
  /^GIT_(?:DIR|WORK_TREE|INDEX_FILE|INTERNAL_.*|OBJECT_DIRECTORY|ALTERNATE_OBJECT_DIRECTORIES)$|^GIT_(?:COMMON_DIR|GRAFT_FILE|IMPLICIT_WORK_TREE|NAMESPACE|NO_REPLACE_OBJECTS|PREFIX|QUARANTINE_PATH|REPLACE_REF_BASE|SHALLOW_FILE)$/;
/** Traces go to where messages go, and hold headers. */
const traceVariables = /^GIT_(?:TRACE|CURL_VERBOSE)/;

/** The variables to run git with. */
export function gitEnvironment(environment: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  const passed = Object.entries(environment).filter(
    ([name]) => !repositoryVariables.test(name) && !traceVariables.test(name),
  );
  return {
    ...Object.fromEntries(passed),
    LC_ALL: 'C',
    GIT_ALLOW_PROTOCOL: transports,
    GIT_TERMINAL_PROMPT: '0',
    GIT_OPTIONAL_LOCKS: '0',
  };
}
