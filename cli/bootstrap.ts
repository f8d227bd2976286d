// `tenantry bootstrap`: prints the manifests that make Argo CD read what is published; they are applied once.
import { planServe } from '../generator/plan/plan-poller.js';
import type { SourceTexts } from '../generator/read/read-sources.js';
import { type CommonOptions, defineCommand } from './define-command.js';
import { openPlatform } from './open-platform.js';
import type { CommandResult } from './show-result.js';

export const bootstrapCommand = defineCommand(
  {
    options: [],
    examples: ['tenantry bootstrap', 'tenantry bootstrap | kubectl apply --server-side -f -'],
  },
  async (_, options: CommonOptions) => runBootstrap(options),
);

/** Runs the command; the manifests go to standard output, the instructions to standard error. */
async function runBootstrap({ root }: { readonly root: string }): Promise<CommandResult> {
  const { texts, findings, sources, renderer } = await openPlatform({ root });
  const platformFindings = findings.filter((each) => each.tenant === undefined);
  if (sources === undefined || renderer === undefined)
    return {
      findings: platformFindings,
      data: { outcome: 'invalid' },
      lines: [],
      next: ['correct platform.yaml and try again'],
    };
  const { argocd, clusters, platform } = renderer.context;
  const serve = planServe(renderer.context, sources.blueprints, sourceFiles(texts));
  const { renderBootstrap } = await import('../generator/render/render-shared.js');
  const manifests = renderBootstrap(renderer.context, serve);
  return {
    findings: platformFindings,
    data: { outcome: 'printed', manifests },
    lines: [manifests.trimEnd()],
    next: [
      `apply it once, on the cluster that Argo CD runs in: tenantry bootstrap | kubectl apply --server-side -f -`,
      `give Argo CD read access to ${argocd.repository} (a repository credential without a project)`,
      ...(platform.value.gitops.repository === undefined
        ? [
            'this platform publishes to its embedded repository: set gitops.repository in platform.yaml to one that Argo CD can reach',
          ]
        : []),
      ...[...clusters.values()].flatMap(({ props }) =>
        'name' in props.destination
          ? [`register the cluster ${props.destination.name} with Argo CD: argocd cluster add`]
          : [],
      ),
      ...(serve === undefined
        ? []
        : [
            `make the Secret ${serve.secret} in ${serve.namespace} with DATABASE_URL and GITHUB_TOKEN: docs/run-on-a-cluster.md names all of its keys`,
          ]),
      ...(serve?.kubeconfigSecret === undefined
        ? []
        : [
            `make the Secret ${serve.kubeconfigSecret} in ${serve.namespace}: its key config is a kubeconfig with the contexts of argocd.instances, which may get, list and watch Applications`,
          ]),
      ...([...clusters.values()].some(({ props }) => props.backupStore?.lastBackup)
        ? ['let Argo CD wait for last backups: docs/run-on-a-cluster.md has the rule for argocd-cm']
        : []),
      'run the ApplicationSet controller with --policy create-update: then no mistake in git deletes an Application',
    ],
  };
}

/** What `tenantry serve` reads of the platform: no tenant's file, since it learns of those from git. */
function sourceFiles({ platform, blueprints }: SourceTexts): Record<string, string> {
  const read = [...(platform === undefined ? [] : [platform]), ...blueprints];
  return Object.fromEntries(read.flatMap(({ file, text }) => (text === undefined ? [] : [[file, text]])));
}
