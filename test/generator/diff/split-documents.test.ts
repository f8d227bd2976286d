import { expect, test } from 'vitest';
import { splitDocuments } from '../../../generator/diff/diff-tenant.js';

test.each([
  ['between brackets', 'kind: Service\nmetadata: {name: api, namespace: tenant-a, labels: {name: other}}\n'],
  ['between brackets and alone', 'kind: Service\nmetadata: {name: api}\n'],
  ['open', 'kind: Service\nmetadata:\n  name: api\n  labels:\n    name: other\nspec: {}\n'],
  ['open, behind other fields', 'kind: Service\nmetadata:\n  labels: {name: other}\n  name: "api"\nspec: {}\n'],
])('finds an object whose metadata are %s', (_, document) => {
  expect([...splitDocuments(`${document}---\nkind: Other\n`).keys()]).toEqual(['Service/api', '#1']);
});
