// Argo CD gives up on a tenant's commit, and a retry through git lets it begin anew.
import { expect, it } from 'vitest';
import { applicationReference, describeApplication } from './applications.js';
import { eventually } from './eventually.js';
import { KubeRefusal } from './kube-client.js';
import type { Stage } from './stage.js';

const tenant = 'acme-auto';
const admission = { apiVersion: 'admissionregistration.k8s.io/v1' } as const;

export function testRetry(stage: Stage): void {
  const { applications, plane, platform } = stage;
  const name = platform.namespaceOf(tenant);
  const refusal = `${platform.name}-refusal`;

  it('brings a tenant to live whose commit Argo CD has given up on', async () => {
    await refuse();
    platform.edit(`tenants/${tenant}.yaml`, [[['spec', 'env', 'api', 'LOCALE'], 'it-IT']]);
    const commit = await platform.commit();
    await applications.refresh([name]);
    await phase('Running', /refused by the test/);
    // What is left of its tries is minutes: a person ends them.
    await plane.home.merge(applicationReference(name), { status: { operationState: { phase: 'Terminating' } } });
    await phase('Failed');
    await permit();
    for (let look = 0; look < 2; look += 1) await applications.refresh([name]);
    const { status } = await applications.find(name);
    expect(status?.sync).toMatchObject({ status: 'OutOfSync', revision: commit });
    expect(status?.operationState?.phase).toBe('Failed');
    const retried = await platform.retry(tenant);
    await stage.settled([tenant], retried);
    expect(await stage.markerOf(tenant)).toBe(stage.publishedDigestOf(tenant));
    expect((await platform.publish()).outcome).toBe('unchanged');
  });

  async function phase(wanted: string, message = /(?:)/): Promise<void> {
    await eventually(`${name} to be ${wanted}`, 300, async () => {
      const application = await applications.find(name);
      const { operationState } = application.status ?? {};
      const said = JSON.stringify(operationState);
      const value = operationState?.phase === wanted && message.test(said) ? true : undefined;
      return { value, seen: describeApplication(application) };
    });
  }

  /** Nothing may change the marker, which every change of a tenant changes. */
  async function refuse(): Promise<void> {
    const cluster = stage.clusterOf(tenant);
    const rule = { apiGroups: [''], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['configmaps'] };
    await cluster.apply({
      ...admission,
      kind: 'ValidatingAdmissionPolicy',
      metadata: { name: refusal },
      spec: {
        matchConstraints: { resourceRules: [rule] },
        validations: [
          {
            expression: `object.metadata.namespace != '${name}' || object.metadata.name != 'tenantry-marker'`,
            message: 'refused by the test',
          },
        ],
      },
    });
    await cluster.apply({
      ...admission,
      kind: 'ValidatingAdmissionPolicyBinding',
      metadata: { name: refusal },
      spec: { policyName: refusal, validationActions: ['Deny'] },
    });
    await eventually('the refusal to hold', 300, async () => ({
      value: (await isRefused()) || undefined,
      seen: 'not yet',
    }));
  }

  async function permit(): Promise<void> {
    const cluster = stage.clusterOf(tenant);
    for (const kind of ['ValidatingAdmissionPolicyBinding', 'ValidatingAdmissionPolicy'])
      await cluster.delete({ ...admission, kind, metadata: { name: refusal } });
    await eventually('the refusal to end', 300, async () => ({
      value: !(await isRefused()) || undefined,
      seen: 'not yet',
    }));
  }

  async function isRefused(): Promise<boolean> {
    const metadata = { name: 'tenantry-marker', namespace: name, labels: { tried: 'yes' } };
    try {
      await stage.clusterOf(tenant).apply({ apiVersion: 'v1', kind: 'ConfigMap', metadata }, { dryRun: true });
      return false;
    } catch (error) {
      if (error instanceof KubeRefusal) return true;
      throw error;
    }
  }
}
