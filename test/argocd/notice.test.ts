import { describe, expect, it } from 'vitest';
import { noticeAnnotations } from '../../argocd/notice.js';

/** What Argo CD makes of a template that only asks for the lifecycle; keys and values are rendered one by one. */
function render(annotations: Readonly<Record<string, string>>, lifecycle: string): Record<string, string> {
  const choose = (text: string) =>
    text.replace(/\{\{if .*?\{\{end\}\}/g, (block) => {
      const parts = block.split(/(\{\{(?:if|else if|else|end)[^}]*\}\})/).filter((part) => part !== '');
      const at = parts.findIndex((part) => part.includes(`"${lifecycle}"`) || part === '{{else}}');
      return (
        parts
          .slice(at + 1)
          .join('')
          .split(/\{\{(?:else|end)/)[0] ?? ''
      );
    });
  return Object.fromEntries(Object.entries(annotations).map(([key, value]) => [choose(key), choose(value)]));
}

const annotations = noticeAnnotations('https://git.platform.example/file');

describe('the notice of a tenant', () => {
  it('is absent from an active one: no empty annotation stays behind', () => {
    expect(render(annotations, 'active')).toEqual({ 'tenantry.dev/lifecycle': 'active' });
  });

  it.each([
    ['suspended', 'warning'],
    ['offboarding', 'critical'],
  ])('tells of a %s one as %s', (lifecycle, severity) => {
    expect(render(annotations, lifecycle)).toMatchObject({
      'notice.argocd.argoproj.io/severity': severity,
      'notice.argocd.argoproj.io/url': 'https://git.platform.example/file',
    });
  });

  it('stays within the 500 characters that Argo CD shows', () => {
    for (const value of Object.values(annotations)) expect(value.length).toBeLessThan(500);
  });
});
