// The rule by which Argo CD waits for a last backup, as docs/run-on-a-cluster.md prints it: what `kubectl patch` is handed there.
import { parse } from 'yaml';
import { documents } from './markdown.js';

export interface SettingsPatch {
  readonly data: Readonly<Record<string, string>>;
}

export function findHealthRule(): SettingsPatch {
  const block = documents
    .flatMap(({ blocks }) => blocks)
    .find(({ info, text }) => info === 'sh cluster' && text.includes('argocd-cm --type merge'));
  if (block === undefined) throw new Error('no document has a patch of argocd-cm');
  return parse(/<<'EOF'\n([\s\S]*?)EOF/.exec(block.text)?.[1] ?? '') as SettingsPatch;
}
