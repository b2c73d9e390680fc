select * from grants order by sample, programme, round desc, district, decision = '资助' desc, awarded desc, grant_id
