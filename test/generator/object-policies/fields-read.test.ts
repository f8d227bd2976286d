import { expect, it } from 'vitest';
import { fieldsRead } from '../../../generator/object-policies/compile-policies.js';

it.each([
  ['object.spec.replicas >= 2', ['replicas', 'spec']],
  ['!has(object.spec.paused) || object.spec.paused == false', ['paused', 'spec']],
  ['object.spec.containers.all(each, each.image.startsWith("a"))', ['containers', 'image', 'spec']],
  ['tenant.owner.name == "a" && object.kind == tenant.id', ['kind']],
  ['{"a": [object.spec]}.size() == 1', ['spec']],
  ['true', []],
])('%s reads these fields of an object', (text, fields) => {
  expect(fieldsRead(text).sort()).toEqual(fields);
});
