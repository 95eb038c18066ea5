import { Component, type ComponentChildren } from 'preact';
import { failedPanel } from './faults.ts';
import { Icon } from './icon.tsx';

interface SlotProps {
  /** Its place in the grid. */
  readonly area: string;
  /** The panel's name, for the sentence that says that it failed. */
  readonly name: string;
  readonly children: ComponentChildren;
}

interface SlotState {
  readonly failed: boolean;
}

/** A place in the grid. A panel that fails leaves a sentence and a way to try again; the others go on. */
export class Slot extends Component<SlotProps, SlotState> {
  override state: SlotState = { failed: false };

  static override getDerivedStateFromError(): SlotState {
    return { failed: true };
  }

  override componentDidCatch(error: unknown): void {
    failedPanel(this.props.name, error);
  }

  readonly #again = (): void => this.setState({ failed: false });

  override render() {
    const { area, name, children } = this.props;
    return (
      <div class={`slot ${area}`}>
        {this.state.failed ? <Failed name={name} again={this.#again} /> : children}
      </div>
    );
  }
}

interface FailedProps {
  readonly name: string;
  readonly again: () => void;
}

const Failed = ({ name, again }: FailedProps) => (
  <section class="card failed" aria-label={name} role="alert">
    <Icon name="failed" />
    <p>
      <b>{name}</b> can’t be shown: something in this part of the page went wrong. The others are
      not touched by it.
    </p>
    <button type="button" class="button" onClick={again}>
      Try again
    </button>
  </section>
);
