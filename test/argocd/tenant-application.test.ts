import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { noticeEntries } from '../../argocd/tenant-application.js';

/** What Argo CD makes of a template that only asks for the lifecycle. */
function render(template: string, lifecycle: string): unknown {
  const branches = template.split(/\{\{(?=if|else|end)/).map((part) => part.split('}}'));
  const [, ...rest] = branches.find(([head = '']) => head.includes(`"${lifecycle}"`)) ?? [];
  return parse(`{${rest.join('}}')}}`.replace(/\}\}$/, '}'));
}

const patch = noticeEntries('https://git.platform.example/file');

describe('the notice of a tenant', () => {
  it('is absent from an active one', () => {
    expect(render(patch, 'active')).toEqual({});
  });

  it.each([
    ['suspended', 'warning'],
    ['offboarding', 'critical'],
  ])('tells of a %s one as %s', (lifecycle, severity) => {
    expect(render(patch, lifecycle)).toEqual({
      'notice.argocd.argoproj.io/content': expect.stringMatching(/^.{10,400}$/),
      'notice.argocd.argoproj.io/severity': severity,
      'notice.argocd.argoproj.io/permanent': 'true',
      'notice.argocd.argoproj.io/url': 'https://git.platform.example/file',
    });
  });

  it('has no address where nobody knows the files’ pages', () => {
    expect(noticeEntries(undefined)).not.toContain('/url');
  });
});
