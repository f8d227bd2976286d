// What tenants talk to, as network policies name it: pods by labels, and addresses.
import { z } from 'zod';
import { cidr, label, labelValue, port } from '../scalars.js';

export const labels = z.record(
  z.string().regex(/^(?:[a-z0-9.-]+\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/),
  labelValue,
);

export const peer = z
  .strictObject({
    namespace: label(63).meta({ description: 'Their namespace', examples: ['monitoring'] }),
    podLabels: labels.exactOptional().describe('Their labels; all pods of the namespace where absent'),
  })
  .meta({
    description: 'Pods of another namespace',
    examples: [{ namespace: 'kube-system', podLabels: { 'k8s-app': 'kube-dns' } }],
  });

export const endpoint = z
  .strictObject({ cidr, port })
  .meta({ description: 'An address and port', examples: [{ cidr: '10.0.0.10/32', port: 6443 }] });
