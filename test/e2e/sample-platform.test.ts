// The whole way on real clusters: file → manifests → commit → Argo CD → Healthy. One platform for all tests, in this order: each
// needs what those before it made.
import { afterAll, beforeAll, describe } from 'vitest';
import { testAdmission } from './admission.js';
import { testArrival } from './arrival.js';
import { nameUsers } from './broker-users.js';
import { testChanges } from './changes.js';
import { provideVolumes } from './claimed-volumes.js';
import { cleanUp } from './clean-up.js';
import { tryFindControlPlane } from './control-plane.js';
import { testDepartures } from './departures.js';
import { testEmptied } from './emptied.js';
import { addExtraTenants } from './extra-tenants.js';
import { testHibernation } from './hibernation.js';
import { testQuota } from './quota.js';
import { testRestore } from './restore.js';
import { testRetry } from './retry.js';
import { testSizes } from './sizes.js';
import { Stage } from './stage.js';
import { StandIn } from './stand-in.js';
import { testWalls } from './walls.js';

const plane = tryFindControlPlane();

describe.skipIf(plane === undefined)('on a real control plane', () => {
  if (plane === undefined) return;
  const stage = new Stage(plane);
  const standIns = [nameUsers, provideVolumes].map((act) => new StandIn(plane, act));
  let published = '';

  beforeAll(async () => {
    for (const each of standIns) each.start();
    addExtraTenants(stage.platform);
    published = await stage.platform.commit();
  });
  afterAll(async () => {
    await Promise.all(standIns.map((each) => each.stop()));
    await cleanUp(stage);
  });

  describe('the API server', () => testAdmission(stage));
  describe('Argo CD', () => testArrival(stage, () => published));
  describe('an AppProject', () => testWalls(stage));
  describe('a quota', () => testQuota(stage));
  describe('a change', () => testChanges(stage));
  describe('a MariaDB of a suspended tenant', () => testHibernation(stage));
  describe('a change of size', () => testSizes(stage));
  describe('tenantry retry', () => testRetry(stage));
  describe('a restore', () => testRestore(stage));
  describe('a mistake in the GitOps repository', () => testEmptied(stage));
  describe('a tenant that leaves', () => testDepartures(stage));
});
