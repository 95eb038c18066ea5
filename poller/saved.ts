import type { SeenBlock } from './chain/state.ts';
import type { Ask } from './chain/turn.ts';
import type { Course, Step } from './course.ts';
import type { HeldState } from './state/store.ts';

interface Input {
  readonly ask: Ask;
  readonly page: ReadonlyArray<SeenBlock>;
  readonly refused: number;
}

/** The state as it was last saved, and what was heard since. */
export class Saved<T extends Step> {
  readonly held: HeldState;
  /** Where the course stood then. */
  readonly step: T;
  readonly inputs: Array<Input> = [];
  readonly #course: Course<T>;

  constructor(course: Course<T>, held: HeldState, step = course.begin(held.state.chain)) {
    this.#course = course;
    this.held = held;
    this.step = step;
  }

  /** The same, with what was heard, while the state says what is about to be written. */
  onto(held: HeldState): Saved<T> {
    const saved = new Saved(this.#course, held, this.step);
    saved.inputs.push(...this.inputs);
    return saved;
  }

  followedBy(held: HeldState, step: T): Saved<T> {
    return new Saved(this.#course, held, step);
  }

  /** The same on the state of another process: what was heard is heard again, as long as it would be asked for. */
  on(held: HeldState): { readonly saved: Saved<T>; readonly step: T } {
    const { chain } = held.state;
    if (!this.#course.mayFollow(this.held.state.chain, chain)) {
      const saved = new Saved(this.#course, held);
      return { saved, step: saved.step };
    }
    const saved = new Saved(this.#course, held, this.#course.rebased(this.step, chain));
    let { step } = saved;
    for (const input of this.inputs) {
      if (JSON.stringify(step.ask) !== JSON.stringify(input.ask)) break;
      saved.inputs.push(input);
      step = this.#course.heard(step, input.page, input.refused).turn;
    }
    return { saved, step };
  }
}
