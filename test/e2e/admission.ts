// Every object that is rendered, against the API server of the cluster it goes to, with strict field validation. Nothing is kept
// but the namespaces: an object can't be tried in a namespace that does not exist.
import { expect, it } from 'vitest';
import type { KubeClient } from './kube-client.js';
import type { RenderedObject } from './sample-platform.js';
import type { Stage } from './stage.js';

export function testAdmission(stage: Stage): void {
  it('passes a dry run of every rendered object, with strict field validation', async () => {
    const rendered = stage.platform.rendered();
    expect(rendered.length).toBeGreaterThan(300);
    for (const each of rendered) if (each.object.kind === 'Namespace') await clientFor(stage, each).apply(each.object);
    expect(await refusals(stage, rendered)).toEqual([]);
  });

  it('refuses a dry run of an object with a field that does not exist', async () => {
    const [deployment] = stage.platform.rendered().filter(({ object }) => object.kind === 'Deployment');
    if (deployment === undefined) throw new Error('no Deployment is rendered');
    const object = { ...deployment.object, spec: { ...deployment.object.spec, replica: 1 } };
    expect(await refusals(stage, [{ ...deployment, object }])).toEqual([expect.stringContaining('.spec.replica')]);
  });
}

/** Tenants' manifests go to their cluster, all others to Argo CD's. */
function clientFor({ plane }: Stage, { path }: RenderedObject): KubeClient {
  const cluster = Object.entries(plane.clusters).find(([name]) => path.startsWith(`clusters/${name}/tenants/`));
  return cluster?.[1] ?? plane.home;
}

async function refusals(stage: Stage, rendered: readonly RenderedObject[]): Promise<string[]> {
  const refused: string[] = [];
  for (let start = 0; start < rendered.length; start += atOnce) {
    const some = rendered.slice(start, start + atOnce);
    await Promise.all(
      some.map((each) =>
        clientFor(stage, each)
          .apply(each.object, { dryRun: true })
          .catch((error: Error) => refused.push(`${each.path} ${each.object.kind}: ${error.message}`)),
      ),
    );
  }
  return refused;
}

/** Requests in flight. */
const atOnce = 20;
