// The image can't be built where there is no container engine; what it must hold can be read.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { pollerPorts } from '../../argocd/poller/props.js';

const root = join(import.meta.dirname, '..', '..');
const dockerfile = readFileSync(join(root, 'Dockerfile'), 'utf8');
const instructions = dockerfile.replaceAll(/\\\n/g, ' ').split('\n');
const wordsOf = (name: string) =>
  instructions.filter((line) => line.startsWith(`${name} `)).map((line) => line.slice(name.length + 1).trim());

describe('the image', () => {
  it('is made from fixed versions of one base', () => {
    const bases = wordsOf('FROM').map((words) => words.split(' ')[0] ?? '');
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:20\.\d+\.\d+-[a-z-]+$/);
  });

  it('runs as the numeric user that the manifests name', () => {
    expect(wordsOf('USER')).toEqual(['10001:10001']);
  });

  it('opens the ports that the manifests open', () => {
    expect(wordsOf('EXPOSE')).toEqual([`${pollerPorts.http} ${pollerPorts.metrics}`]);
  });

  it('starts what package.json names as the command', () => {
    const { bin } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(JSON.parse(wordsOf('ENTRYPOINT')[0] ?? '')).toEqual(['node', `/opt/tenantry/${bin.tenantry}`]);
  });

  it('takes no local state, repository or test along', () => {
    const ignored = readFileSync(join(root, '.dockerignore'), 'utf8').trim().split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.tenantry', 'node_modules', 'build', 'test']));
  });

  it('has git and what it needs to reach repositories', () => {
    const installed = wordsOf('RUN').find((line) => line.includes('apt-get install')) ?? '';
    for (const name of ['git', 'ca-certificates', 'openssh-client']) expect(installed.split(/\s+/)).toContain(name);
  });
});
