import { createHash } from 'node:crypto';

const madeAt = Date.UTC(2026, 0, 5);

/** The same id for the same thing on every machine: a UUIDv7 whose random part is a hash of the thing's own name. */
export function sampleId(kind: string, name: string): Buffer {
  const id = Buffer.alloc(16);
  id.writeUIntBE(madeAt, 0, 6);
  createHash('sha256').update(`${kind}:${name}`).digest().copy(id, 6, 0, 10);
  id.writeUInt8(0x70 | (id.readUInt8(6) & 0x0f), 6);
  id.writeUInt8(0x80 | (id.readUInt8(8) & 0x3f), 8);
  return id;
}

/** A number from 0 up to, without, `limit` that looks drawn but is always the same. */
export function sampleNumber(name: string, limit: number): number {
  return createHash('sha256').update(name).digest().readUInt32BE(20) % limit;
}
