{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key=['network', 'day_date'],
        post_hook="{{ forget_empty_periods('day') }}"
    )
}}

{{ blocks_by('day') }}
