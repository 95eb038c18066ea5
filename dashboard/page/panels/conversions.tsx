import { NOTHING, ago, priceInWords } from '../../layout/words.ts';
import { conversions, slowNowMs } from '../store.ts';
import { fullTime } from '../time.ts';

/** The seven currencies the source quotes today, with their English names. */
const currencies = [
  ['USD', 'US dollar'],
  ['EUR', 'Euro'],
  ['GBP', 'Pound sterling'],
  ['CAD', 'Canadian dollar'],
  ['CHF', 'Swiss franc'],
  ['AUD', 'Australian dollar'],
  ['JPY', 'Japanese yen'],
] as const;

const Price = ({ code }: { readonly code: string }) => {
  const quote = conversions.value;
  const words = quote === null ? NOTHING : priceInWords(quote.prices[code]);
  return (
    <dd class={words === 'no price' ? 'none' : 'num'} data-figure={code}>
      {words}
    </dd>
  );
};

const Age = () => {
  const at = conversions.value?.quotedAt ?? null;
  if (conversions.value === null) return <p class="foot">No quote received yet</p>;
  if (at === null) return <p class="foot">The source has never had a price</p>;
  return (
    <p class="foot num">
      Quoted{' '}
      <time dateTime={at} title={fullTime(at)}>
        {ago(at, slowNowMs.value)}
      </time>
    </p>
  );
};

/** What one bitcoin costs. */
export const ConversionsPanel = () => (
  <section class="card prices" aria-labelledby="prices-title">
    <div class="head">
      <h2 id="prices-title">Price of 1 BTC</h2>
    </div>
    <dl>
      {currencies.map(([code, name]) => (
        <div key={code}>
          <dt>
            <b>{code}</b> <span>{name}</span>
          </dt>
          <Price code={code} />
        </div>
      ))}
    </dl>
    <Age />
  </section>
);
