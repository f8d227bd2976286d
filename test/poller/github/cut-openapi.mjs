// Cuts github-api.json out of GitHub's OpenAPI description: what the fake GitHub and the documents' tests hold against it, with
// all that it refers to. The whole description takes 385 MB, so it is installed only for this, and not saved:
//
//   npm install --no-save @octokit/openapi@23.0.2 && node test/poller/github/cut-openapi.mjs && npm ci
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';

const repo = '/repos/{owner}/{repo}';
const operations = {
  '/app/installations/{installation_id}/access_tokens': ['post'],
  [repo]: ['get'],
  [`${repo}/check-runs`]: ['post'],
  [`${repo}/check-runs/{check_run_id}`]: ['patch'],
  [`${repo}/commits/{commit_sha}/pulls`]: ['get'],
  [`${repo}/commits/{ref}/check-runs`]: ['get'],
  [`${repo}/contents/{path}`]: ['get'],
  [`${repo}/deployments`]: ['get', 'post'],
  [`${repo}/deployments/{deployment_id}/statuses`]: ['post'],
  [`${repo}/git/ref/{ref}`]: ['get'],
  [`${repo}/git/refs`]: ['post'],
  [`${repo}/git/refs/{ref}`]: ['patch'],
  [`${repo}/installation`]: ['get'],
  [`${repo}/issues/comments/{comment_id}`]: ['get', 'patch', 'delete'],
  [`${repo}/issues/{issue_number}/comments`]: ['get', 'post'],
  [`${repo}/pulls`]: ['get', 'post'],
  [`${repo}/pulls/{pull_number}`]: ['get', 'patch'],
  [`${repo}/pulls/{pull_number}/files`]: ['get'],
  [`${repo}/rulesets`]: ['post'],
  [`${repo}/statuses/{sha}`]: ['post'],
};

const require = createRequire(import.meta.url);
const whole = require('@octokit/openapi/generated/api.github.com.json');
const { version } = JSON.parse(readFileSync(require.resolve('@octokit/openapi/package.json'), 'utf8'));

/** What people would see: nothing in it is a schema. */
const asIs = new Set(['examples', 'enum', 'default']);

const paths = {};
for (const [path, methods] of Object.entries(operations))
  paths[path] = Object.fromEntries(methods.map((method) => [method, withoutProse(whole.paths[path][method])]));

const components = {};
collect(paths);
const slice = { info: { title: whole.info.title, from: `@octokit/openapi ${version}` }, paths, components };
writeFileSync(join(import.meta.dirname, 'github-api.json'), `${JSON.stringify(slice, undefined, 1)}\n`);

/** Takes over whatever is referred to, and what that refers to. */
function collect(value) {
  for (const [, kind, name] of JSON.stringify(value).matchAll(/"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g)) {
    components[kind] ??= {};
    if (name in components[kind]) continue;
    const found = whole.components[kind][name];
    components[kind][name] = kind === 'examples' ? found : withoutProse(found);
    collect(components[kind][name]);
  }
}

/** Texts for people, and examples of single fields; those of whole answers stay. */
function withoutProse(value) {
  if (Array.isArray(value)) return value.map(withoutProse);
  if (typeof value !== 'object' || value === null) return value;
  const kept = Object.entries(value).filter(
    ([key, each]) =>
      !(key === 'description' && typeof each === 'string') && !/^(?:example|externalDocs|x-.*)$/.test(key),
  );
  return Object.fromEntries(kept.map(([key, each]) => [key, asIs.has(key) ? each : withoutProse(each)]));
}
