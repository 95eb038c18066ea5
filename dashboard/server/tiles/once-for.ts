/** Makes something once for each number, as long as the number stays the same. */
export const onceFor = <Made>(make: () => Made): ((number: number) => Made) => {
  let kept: { readonly number: number; readonly made: Made } | null = null;
  return (number) => {
    if (kept?.number !== number) kept = { number, made: make() };
    return kept.made;
  };
};
