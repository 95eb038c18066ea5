import { currency } from '../currency.ts';
import { Icon } from '../icon.tsx';
import { conversions } from '../store.ts';
import { chooseTheme, themeChoice, type ThemeChoice } from '../theme.ts';

/** The seven the source quotes today, before it told which. */
const usual = ['USD', 'EUR', 'GBP', 'CAD', 'CHF', 'AUD', 'JPY'];

const Currency = () => {
  const priced = Object.entries(conversions.value?.prices ?? {})
    .filter(([, price]) => (price ?? 0) > 0)
    .map(([code]) => code);
  const all = [...new Set([...usual, ...priced, currency.value])];
  return (
    <label class="currency">
      <span>Currency</span>
      <select
        class="select"
        value={currency.value}
        onChange={({ currentTarget }) => (currency.value = currentTarget.value)}
      >
        {all.map((code) => (
          <option key={code} value={code}>
            {code}
          </option>
        ))}
      </select>
    </label>
  );
};

const next: Readonly<Record<ThemeChoice, ThemeChoice>> = {
  system: 'light',
  light: 'dark',
  dark: 'system',
};

const names: Readonly<Record<ThemeChoice, string>> = {
  system: 'as the system',
  light: 'light',
  dark: 'dark',
};

/** One button for three choices: as the system, light, dark. */
const Theme = () => {
  const choice = themeChoice.value;
  const name = `Colours: ${names[choice]}. Change to ${names[next[choice]]}`;
  return (
    <button
      type="button"
      class="button theme"
      aria-label={name}
      title={name}
      onClick={() => chooseTheme(next[choice])}
    >
      <Icon name={choice} />
    </button>
  );
};

/** What the reader chooses for the whole page. */
export const Controls = () => (
  <div class="controls">
    <Currency />
    <Theme />
  </div>
);
