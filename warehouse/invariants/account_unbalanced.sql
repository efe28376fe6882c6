-- vi: Mỗi tệp: số dòng nhận được bằng chấp nhận + giữ lại + từ chối + bị thay + bỏ qua.
-- en: Each file's rows received are those accepted, held, refused, superseded and ignored.
SELECT a.delivery_id AS id
FROM last_account AS a
WHERE a.received <> a.accepted + a.held + a.refused + a.superseded + a.ignored
