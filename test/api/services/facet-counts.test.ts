import { describe, expect, it } from 'vitest';
import type { AssetFacets } from '@lanran/api/assets/domain/asset-query';
import type { AssetSelection } from '@lanran/api/assets/ports/asset-store';
import { Concepts } from '@lanran/api/concepts/domain/concepts';
import { FacetCounts } from '@lanran/api/assets/services/facet-counts';
import { organizationIdOf } from '@lanran/protocol/kernel/ids';

const EVERYTHING: AssetSelection & { readonly maxTerms: number } = {
  filter: {},
  audience: { organizationIds: [] },
  today: 20_000,
  maxTerms: 10,
};
const THEIRS = { ...EVERYTHING, audience: { organizationIds: [organizationIdOf('museum')] } };

/** A catalog whose `onOffer` is what its store says now. */
class Scene {
  leaves = 1;
  concepts = Concepts.NONE;
  onOffer = 1;
  failure: Error | null = null;
  readonly counts = new FacetCounts({
    assets: {
      facets: async (): Promise<AssetFacets> => {
        if (this.failure !== null) throw this.failure;
        const { onOffer } = this;
        return { kinds: [], access: [], communities: [], holders: [], terms: [], onOffer };
      },
      termsInUse: async () => [
        { value: { vocabulary: 'motif', code: 'bird', proposedBy: null }, count: this.onOffer },
      ],
    },
    projections: { position: async () => this.leaves },
    concepts: { current: async () => this.concepts },
  });

  async ask(query = EVERYTHING): Promise<number> {
    return (await this.counts.facets(query)).onOffer;
  }
}

describe('counts over the whole catalog', () => {
  it('are new when a concept is, because terms are named by concepts', async () => {
    const scene = new Scene();
    expect(await scene.ask()).toBe(1);
    scene.onOffer = 2;
    scene.concepts = scene.concepts.with([{ version: 1, concepts: [] }]);
    expect(await scene.ask()).toBe(2);
  });

  it('are those of before until another leaf shows, and the new ones from then on', async () => {
    const scene = new Scene();
    expect(await scene.ask()).toBe(1);
    scene.onOffer = 2;
    expect(await scene.ask()).toBe(1);
    scene.leaves += 1;
    expect(await scene.ask()).toBe(2);
    expect(await scene.counts.termsInUse('motif', EVERYTHING.audience)).toMatchObject([{ count: 2 }]);
  });

  it('are kept apart by audience, filter, day and vocabulary', async () => {
    const scene = new Scene();
    expect(await scene.ask()).toBe(1);
    for (const query of [
      THEIRS,
      { ...EVERYTHING, filter: { onOffer: true } },
      { ...EVERYTHING, today: 20_001 },
    ]) {
      scene.onOffer += 1;
      expect(await scene.ask(query)).toBe(scene.onOffer);
    }
    await scene.counts.termsInUse('motif', EVERYTHING.audience);
    scene.onOffer += 1;
    expect(await scene.counts.termsInUse('place', EVERYTHING.audience)).toMatchObject([
      { count: scene.onOffer },
    ]);
    expect(await scene.ask()).toBe(1);
  });

  it('are counted again after a failure', async () => {
    const scene = new Scene();
    scene.failure = new Error('away');
    await expect(scene.ask()).rejects.toThrow('away');
    scene.failure = null;
    expect(await scene.ask()).toBe(1);
  });

  it('are right however many questions were asked before', async () => {
    const scene = new Scene();
    for (let today = 0; today < 500; today += 1) await scene.ask({ ...EVERYTHING, today });
    scene.onOffer = 2;
    expect(await scene.ask({ ...EVERYTHING, today: 0 })).toBe(2);
    expect(await scene.ask({ ...EVERYTHING, today: 499 })).toBe(1);
  });
});
