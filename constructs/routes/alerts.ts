// What is alerted on of a tenant's certificates.
import type { Alert } from '../base/prometheus.js';

const day = 86_400;

export const routeAlerts: readonly Alert[] = [
  {
    name: 'TenantCertificateExpiring',
    order: 130,
    severity: 'warning',
    for: '1h',
    applies: ({ hosts }) => hosts.some((host) => host.custom),
    when: (of) => `${of('certmanager_certificate_expiration_timestamp_seconds')} - time() < ${7 * day}`,
    summary: 'Certificate {{ $labels.name }} is about to expire',
    description:
      'It was not renewed in time: see whether the domain still points here, and the Challenges of the namespace.',
  },
];
