import type { ComponentType } from 'preact';
import { useEffect, useState } from 'preact/hooks';

type Loading = { readonly panel: ComponentType } | { readonly error: unknown } | null;

/**
 * A panel whose code comes after the first picture. What it will need of room it has from its slot; where its code
 * doesn't come, it fails like any other panel.
 */
export const lazy = (load: () => Promise<ComponentType>): ComponentType => {
  const Lazy = () => {
    const [loading, setLoading] = useState<Loading>(null);
    useEffect(() => {
      let isWanted = true;
      load().then(
        (panel) => isWanted && setLoading({ panel }),
        (error: unknown) => isWanted && setLoading({ error }),
      );
      return () => {
        isWanted = false;
      };
    }, []);
    if (loading === null) return <section class="card" aria-busy="true" />;
    if ('error' in loading) throw loading.error;
    const { panel: Panel } = loading;
    return <Panel />;
  };
  return Lazy;
};
