-- Lake objects of which the newest load has another number of lines than the loader read. Where raw rows were taken away
-- by age and the tables made anew, nothing is said of objects older than the oldest that is left.
with loads as (
    select _file, _loaded_at, sum(rows_loaded) as rows_loaded
    from {{ ref('file_contents') }}
    group by _file, _loaded_at
    qualify {{ is_first('_file', '_loaded_at desc') }}
)

select files.file_key, files.lines_read, loads.rows_loaded
from {{ lines_in_files() }} as files
left join loads on files.file_key = loads._file
where
    files.lines_read <> coalesce(loads.rows_loaded, 0)
    and (
        loads._file is not null
        or files.read_at >= (select min(_loaded_at) from {{ ref('file_contents') }} where stream = 'mempool-block')
    )
