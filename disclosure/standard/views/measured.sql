-- title: 由已公布的记录算出来的实际值，供目标对照
-- title_en: What held records themselves say of a target: each view measured_* under its name, as targets name it in measured_by
select 'measured_evaluation_rate' as measured_by, * from measured_evaluation_rate
union all
select 'measured_full_time_staff', * from measured_full_time_staff
union all
select 'measured_office_rate', * from measured_office_rate
union all
select 'measured_party_rate', * from measured_party_rate
