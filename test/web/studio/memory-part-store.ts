import type { PartStore } from '../../../web/features/studio/delivery/model/file-parts.ts';

export class MemoryPartStore implements PartStore {
  readonly parts = new Map<number, Blob>();

  async sizes() {
    return new Map([...this.parts].map(([part, content]) => [part, content.size]));
  }

  async write(part: number, content: Blob) {
    this.parts.set(part, content);
  }

  async read(part: number) {
    return this.parts.get(part) ?? new Blob([]);
  }

  async remove(parts: readonly number[]) {
    for (const part of parts) this.parts.delete(part);
  }
}
