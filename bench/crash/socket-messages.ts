const END_OF_HEAD = '\r\n\r\n';
const FINAL_BIT = 0x80;
const MASK_BIT = 0x80;
const OPCODES = { continuation: 0, text: 1, binary: 2 } as const;

interface Piece {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly payload: Buffer;
  readonly endsAt: number;
}

/** The piece of a message at the front; null where it is not whole yet. Lengths as in RFC 6455, section 5.2. */
const pieceOf = (bytes: Buffer): Piece | null => {
  if (bytes.length < 2) return null;
  const [first, second] = [bytes.readUInt8(0), bytes.readUInt8(1)];
  if ((second & MASK_BIT) !== 0) throw new Error('a server that masks');
  const short = second & ~MASK_BIT;
  const beginsAt = short === 127 ? 10 : short === 126 ? 4 : 2;
  if (bytes.length < beginsAt) return null;
  const length =
    short === 127
      ? Number(bytes.readBigUInt64BE(2))
      : short === 126
        ? bytes.readUInt16BE(2)
        : short;
  const endsAt = beginsAt + length;
  if (bytes.length < endsAt) return null;
  const payload = bytes.subarray(beginsAt, endsAt);
  return { opcode: first & 0x0f, isFinal: (first & FINAL_BIT) !== 0, payload, endsAt };
};

/** Cuts what a server sends over one connection, from its answer of HTTP on, into the messages of a WebSocket. */
export class SocketMessages {
  #rest: Buffer = Buffer.alloc(0);
  #isOpen = false;
  #begun: Array<Buffer> = [];

  /** The messages that are whole with these bytes. Throws where it is no WebSocket of a server. */
  push(bytes: Buffer): ReadonlyArray<Buffer> {
    this.#rest = this.#rest.length === 0 ? bytes : Buffer.concat([this.#rest, bytes]);
    if (!this.#isOpen && !this.#open()) return [];
    const messages: Array<Buffer> = [];
    for (let piece = pieceOf(this.#rest); piece !== null; piece = pieceOf(this.#rest)) {
      this.#rest = this.#rest.subarray(piece.endsAt);
      const message = this.#join(piece);
      if (message !== null) messages.push(message);
    }
    return messages;
  }

  #open(): boolean {
    const end = this.#rest.indexOf(END_OF_HEAD);
    if (end < 0) return false;
    this.#rest = this.#rest.subarray(end + END_OF_HEAD.length);
    this.#isOpen = true;
    return true;
  }

  /** Pings and the like lie between the pieces of a message. */
  #join({ opcode, isFinal, payload }: Piece): Buffer | null {
    if (opcode > OPCODES.binary) return null;
    this.#begun.push(payload);
    if (!isFinal) return null;
    const message = Buffer.concat(this.#begun);
    this.#begun = [];
    return message;
  }
}
