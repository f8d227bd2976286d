// The words of a pull request that adds a tenant: what it will be, and what a reviewer makes sure of. Values stand in code spans.
import { codeSpan as code } from '../diff/code-span.js';

export interface ProposedTenant {
  readonly id: string;
  readonly displayName: string;
  /** As describePlan says it. */
  readonly description: string;
  readonly url: string;
  readonly domains: readonly string[];
  /** ISO date. */
  readonly expiresAt?: string;
}

export interface ProposalWords {
  readonly branch: string;
  readonly title: string;
  readonly body: string;
}

export function tenantProposal(tenant: ProposedTenant): ProposalWords {
  return {
    branch: `tenantry/add-${tenant.id}`,
    title: `tenants: add ${tenant.id}`,
    body: [
      `Adds the tenant ${code(tenant.id)} for ${code(tenant.displayName)}.`,
      '',
      '### What it will be',
      ...whatItWillBe(tenant).map((line) => `- ${line}`),
      '',
      '### Before merging',
      ...checklist(tenant).map((line) => `- [ ] ${line}`),
      '',
      'A comment will say what appears in Kubernetes. Merging publishes it; nobody runs anything by hand.',
    ].join('\n'),
  };
}

function whatItWillBe({ description, url, domains, expiresAt }: ProposedTenant): string[] {
  return [
    code(description),
    `served at ${[url, ...domains].map(code).join(', ')}`,
    ...(expiresAt === undefined ? [] : [`ends on ${code(expiresAt)}`]),
  ];
}

function checklist({ domains }: ProposedTenant): string[] {
  return [
    'the customer ordered this tier, and its data may live in this region',
    'the owner’s address reaches somebody',
    ...(domains.length === 0 ? [] : ['the customer owns these domains, and their DNS will point here']),
    'the check `tenantry` passes',
  ];
}
