-- Heights at which two blocks are held canonical.
select network, height, count(*) as blocks
from {{ ref('blocks') }}
where is_canonical
group by network, height
having count(*) > 1
