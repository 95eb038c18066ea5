import { changeInWords, changeSince } from '../../layout/history/spark.ts';
import { NOTHING, ago, priceInWords } from '../../layout/words.ts';
import { currency } from '../currency.ts';
import { FaultNote } from '../fault-note.tsx';
import { conversions, slowNowMs, warehouse } from '../store.ts';
import { TableOf } from '../table.tsx';
import { fullTime } from '../time.ts';
import { codes, nameOf, pointsOf, priceRows, prices } from './price-store.ts';
import { SparkLine } from './spark.tsx';

const none: ReadonlyArray<never> = [];

const Change = ({ code }: { readonly code: string }) => {
  const words = changeInWords(
    changeSince(pointsOf.value.get(code) ?? none, conversions.value?.prices[code]),
  );
  if (words === null) return <span class="change" />;
  const { sign, text } = words;
  return (
    <span class={`change num ${sign === '▲' ? 'up' : sign === '▼' ? 'down' : ''}`}>
      <span aria-hidden="true">{sign}</span> {text}
      <span class="spoken"> in 24 hours</span>
    </span>
  );
};

const Line = ({ code }: { readonly code: string }) => {
  const answer = prices.answer.value;
  if (answer?.from == null || answer.to === null) return <span class="spark" />;
  return (
    <SparkLine
      points={pointsOf.value.get(code) ?? none}
      fromMs={Date.parse(answer.from)}
      toMs={Date.parse(answer.to)}
      stepMs={answer.secondsPerPoint * 1000}
    />
  );
};

const Price = ({ code }: { readonly code: string }) => {
  const quote = conversions.value;
  const words = quote === null ? NOTHING : priceInWords(quote.prices[code]);
  return (
    <label class="row" title={nameOf(code)}>
      <input
        type="radio"
        name="currency"
        value={code}
        checked={currency.value === code}
        onChange={() => (currency.value = code)}
      />
      <span class="code">
        <b>{code}</b> <span class="name">{nameOf(code)}</span>
      </span>
      <Line code={code} />
      <span class={words === 'no price' ? 'price none' : 'price num'} data-figure={code}>
        {words}
      </span>
      <Change code={code} />
    </label>
  );
};

const Age = () => {
  const at = conversions.value?.quotedAt ?? null;
  if (conversions.value === null) return <p class="note">No quote received yet</p>;
  if (at === null) return <p class="note">The source has never had a price</p>;
  return (
    <p class="note num">
      Quoted{' '}
      <time dateTime={at} title={fullTime(at)}>
        {ago(at, slowNowMs.value)}
      </time>
    </p>
  );
};

const Past = () => {
  if (priceRows.value.length === 0 && warehouse.value?.builtAt == null)
    return <p class="note">The lines of 24 hours come with the tables</p>;
  return (
    <>
      <FaultNote asked={prices} name="Prices of 24 hours" />
      <TableOf
        caption="Price of 1 BTC over 24 hours"
        fileName="prices"
        rows={priceRows.value}
        columns={[
          { name: 'Time', value: ({ at }) => at, words: ({ at }) => fullTime(at) },
          ...codes.value.map((code) => ({
            name: code,
            value: ({ prices: row }: (typeof priceRows.value)[number]) => row.get(code) ?? null,
            words: ({ prices: row }: (typeof priceRows.value)[number]) =>
              priceInWords(row.get(code)),
          })),
        ]}
      />
    </>
  );
};

/** What one bitcoin costs, how that changed, and in which currency the page tells amounts. */
export const PricePanel = () => (
  <section class="card prices" aria-labelledby="prices-title">
    <div class="head">
      <h2 id="prices-title">Price of 1 BTC</h2>
      <Age />
    </div>
    <fieldset>
      <legend class="spoken">Currency of the page</legend>
      {codes.value.map((code) => (
        <Price key={code} code={code} />
      ))}
    </fieldset>
    <Past />
  </section>
);
