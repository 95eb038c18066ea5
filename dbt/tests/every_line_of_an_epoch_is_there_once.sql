-- Epochs of which another number of lines is held than their runs of ordinals say.
select epochs.epoch_id, epochs.lines_loaded, count(*) as lines_held
from {{ ref('epochs') }} as epochs
inner join {{ ref('lines') }} as lines on epochs.epoch_id = lines.epoch_id
group by epochs.epoch_id, epochs.lines_loaded
having count(*) <> epochs.lines_loaded
