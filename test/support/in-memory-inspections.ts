import type { LateDigests, TechnicalMetadata } from '@lanran/api/files/domain/technical-metadata';
import type { InspectionStore } from '@lanran/api/files/ports/inspection-store';

export class InMemoryInspections implements InspectionStore {
  readonly bySha256 = new Map<string, TechnicalMetadata>();
  readonly digests = new Map<string, LateDigests>();

  async findMany(sha256s: readonly string[]) {
    return sha256s.flatMap((sha256) => this.bySha256.get(sha256) ?? []);
  }
  async keep(metadata: readonly TechnicalMetadata[]) {
    for (const each of metadata) this.bySha256.set(each.sha256, each);
  }
  async findDigests(sha256s: readonly string[]) {
    return sha256s.flatMap((sha256) => this.digests.get(sha256) ?? []);
  }
  async keepDigests(digests: readonly LateDigests[]) {
    for (const each of digests) this.digests.set(each.sha256, each);
  }
  async remove(sha256: string) {
    this.bySha256.delete(sha256);
    this.digests.delete(sha256);
  }
}
