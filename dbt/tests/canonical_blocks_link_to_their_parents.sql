-- Canonical blocks of heights that follow each other, of which the higher does not name the lower as its parent.
select upper_block.network, upper_block.height, upper_block.previous_block_hash, lower_block.block_hash
from {{ ref('block_statistics') }} as upper_block
inner join {{ ref('block_statistics') }} as lower_block
    on upper_block.network = lower_block.network and upper_block.height = lower_block.height + 1
where upper_block.previous_block_hash <> lower_block.block_hash
