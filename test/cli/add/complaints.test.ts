import { describe, expect, it } from 'vitest';
import { invalidOptions, missingFields, missingOptions } from '../../../cli/add/ask.js';
import { domainField, fieldNames, fields } from '../../../cli/add/fields.js';
import { today } from '../../../cli/clock.js';
import { makeProgram } from '../../../cli/program.js';
import { processTerminal } from '../../../cli/terminal.js';
import { sampleSources } from '../../generator/read/sample-sources.js';

const sources = await sampleSources();
const whole = {
  displayName: 'Acme',
  blueprint: 'workshop',
  tier: 'free',
  region: 'eu-west',
  ownerName: 'Acme office',
  ownerEmail: 'owner@acme-auto.example',
};

describe('the table of fields', () => {
  it('has the options of the command, under the names that the command line gives them', async () => {
    const program = await makeProgram(processTerminal({}), () => {});
    const command = program.commands.find((each) => each.name() === 'add');
    const declared = new Map(command?.options.map((option) => [option.long, option.attributeName()]));
    expect(fieldNames.map((name) => declared.get(fields[name].option))).toEqual(fieldNames);
    expect(declared.get(domainField.option)).toBe('domain');
  });
});

describe('missingFields', () => {
  it('names everything that a tenant needs', () => {
    expect(missingFields(sources, {})).toEqual(Object.keys(whole));
  });

  it('asks for an end only where the tier must have one', () => {
    expect(missingFields(sources, whole)).toEqual([]);
    expect(missingFields(sources, { ...whole, tier: 'demo' })).toEqual(['expiresAt']);
    expect(missingFields(sources, { ...whole, tier: 'demo', expiresAt: '2999-12-31' })).toEqual([]);
  });
});

describe('missingOptions', () => {
  it('lists each with the values that are allowed', () => {
    const lines = missingOptions(sources, {});
    const lineOf = (option: string) => lines.find((line) => line.startsWith(`${option} `));
    expect(lines).toHaveLength(Object.keys(whole).length);
    expect(lineOf('--blueprint')).toContain('workshop');
    for (const tier of ['demo', 'standard', 'enterprise']) expect(lineOf('--tier')).toContain(tier);
    expect(lineOf('--region')).toContain('eu-west, us-east');
  });
});

describe('invalidOptions', () => {
  it('accepts a whole tenant', () => {
    expect(invalidOptions(sources, { ...whole, domain: ['shop.acme.example'], expiresAt: '2999-12-31' })).toEqual([]);
  });

  it.each([
    ['--display-name', { displayName: 'two\nlines' }],
    ['--display-name', { displayName: '' }],
    ['--display-name', { displayName: 'x'.repeat(81) }],
    ['--blueprint', { blueprint: 'workshops' }],
    ['--tier', { tier: 'gold' }],
    ['--region', { region: 'eu' }],
    ['--owner-name', { ownerName: ' ' }],
    ['--owner-email', { ownerEmail: 'nobody' }],
    ['--expires-at', { expiresAt: '2999-02-30' }],
    ['--expires-at', { expiresAt: '2020-01-01' }],
    ['--customer-id', { customerId: 'a b' }],
    ['--domain', { domain: ['shop.acme.example', 'https://acme.example'] }],
  ])('refuses a wrong %s: %j', (option, wrong) => {
    expect(invalidOptions(sources, { ...whole, ...wrong })).toEqual([expect.stringContaining(`${option} `)]);
  });

  it('says which tier was probably meant', () => {
    expect(invalidOptions(sources, { ...whole, tier: 'profesional' })).toEqual([
      expect.stringContaining('"professional"'),
    ]);
  });

  it('says from which day on a tenant can end', () => {
    expect(invalidOptions(sources, { ...whole, expiresAt: '2020-01-01' })).toEqual([
      expect.stringContaining(`from ${today()} on`),
    ]);
    expect(invalidOptions(sources, { ...whole, expiresAt: today() })).toEqual([]);
  });

  it('lists all at once', () => {
    expect(invalidOptions(sources, { tier: 'gold', region: 'eu', domain: ['x'] })).toHaveLength(3);
  });
});
