// `serve` of platform.yaml: where `tenantry serve` runs, which watches tenants and tells people of them.
import { z } from 'zod';
import { hostName, image, label, peer } from '../../../constructs/base/schema.js';

export const serve = z
  .strictObject({
    image: image.describe('The image of Tenantry, with a digest or a fixed tag'),
    namespace: label(63)
      .default('tenantry')
      .meta({ description: 'The namespace that it runs in', examples: ['tenantry'] }),
    cluster: label()
      .exactOptional()
      .meta({
        description: 'The cluster that it runs on, beside Argo CD; absent: the one that Argo CD itself is on',
        examples: ['eu-west'],
      }),
    host: hostName.exactOptional().describe('Where people reach its page; absent: only inside the cluster'),
    proxy: peer
      .exactOptional()
      .describe(
        'Pods that sign people in and pass requests on to it: nobody else reaches its page, and it has no route then',
      ),
    secret: label(63)
      .default('tenantry')
      .meta({
        description: 'Secret of its namespace whose keys become its variables, as DATABASE_URL and GITHUB_TOKEN',
        examples: ['tenantry'],
      }),
    kubeconfigSecret: label(63)
      .default('tenantry-kubeconfig')
      .meta({
        description: 'Secret of its namespace whose key config is the kubeconfig with the contexts of argocd.instances',
        examples: ['tenantry-kubeconfig'],
      }),
    allow: z
      .array(label())
      .default([])
      .meta({
        description: 'Shared services of its cluster that it may reach, as its database',
        examples: [['platform-postgres']],
      }),
  })
  .describe('Where `tenantry serve` runs; `tenantry bootstrap` prints its manifests');
