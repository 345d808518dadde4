import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.StringWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.text.SimpleDateFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TimeZone;
import org.apache.commons.lang.StringEscapeUtils;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;

/**
 * Renders templates with the real engine, one case a line.
 *
 * In: {@code base64(template) value}, where value is the map of names. Out: {@code OK base64(text)}
 * or {@code ERR base64(reason)}. A value is a run of tokens: N, B0, B1, I&lt;digits&gt;, D&lt;number&gt;,
 * S&lt;base64&gt;, L&lt;count&gt; and the items, M&lt;count&gt; and pairs of an S and a value.
 */
public final class Oracle {

    /** The escape tool, built on the same library as the one of Velocity Tools. */
    public static final class Escape {
        public String html(Object value) {
            return value == null ? null : StringEscapeUtils.escapeHtml(value.toString());
        }

        public String xml(Object value) {
            return value == null ? null : StringEscapeUtils.escapeXml(value.toString());
        }

        public String javascript(Object value) {
            return value == null ? null : StringEscapeUtils.escapeJavaScript(value.toString());
        }

        public String java(Object value) {
            return value == null ? null : StringEscapeUtils.escapeJava(value.toString());
        }

        public String sql(Object value) {
            return value == null ? null : StringEscapeUtils.escapeSql(value.toString());
        }

        public String url(Object value) throws Exception {
            return value == null ? null : URLEncoder.encode(value.toString(), "UTF-8");
        }
    }

    /** Formats an ISO instant in UTC and English. */
    public static final class DateFormatter {
        public String format(String pattern, String instant) {
            SimpleDateFormat format = new SimpleDateFormat(pattern, Locale.US);
            format.setTimeZone(TimeZone.getTimeZone("UTC"));
            return format.format(Date.from(Instant.parse(instant)));
        }
    }

    private final String[] tokens;
    private int next = 1;

    private Oracle(String line) {
        this.tokens = line.split(" ");
    }

    private static String decode(String text) {
        return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    }

    private static String encode(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    private Object value() {
        String token = tokens[next++];
        String rest = token.substring(1);
        switch (token.charAt(0)) {
            case 'B':
                return rest.equals("1");
            case 'I':
                long number = Long.parseLong(rest);
                if (number == (int) number) {
                    return (int) number;
                }
                return number;
            case 'D':
                return Double.valueOf(rest);
            case 'S':
                return decode(rest);
            case 'L':
                return list(Integer.parseInt(rest));
            case 'M':
                return map(Integer.parseInt(rest));
            default:
                return null;
        }
    }

    private List<Object> list(int count) {
        List<Object> items = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            items.add(value());
        }
        return items;
    }

    private Map<String, Object> map(int count) {
        Map<String, Object> pairs = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            String key = (String) value();
            pairs.put(key, value());
        }
        return pairs;
    }

    private String render() throws Exception {
        VelocityEngine engine = new VelocityEngine();
        engine.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        engine.init();
        @SuppressWarnings("unchecked")
        VelocityContext context = new VelocityContext((Map<String, Object>) value());
        context.put("esc", new Escape());
        context.put("dateFormat", new DateFormatter());
        StringWriter out = new StringWriter();
        engine.evaluate(context, out, "case", decode(tokens[0]));
        return out.toString();
    }

    public static void main(String[] args) throws Exception {
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(System.out, true, "UTF-8");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            try {
                out.println("OK " + encode(new Oracle(line).render()));
            } catch (Throwable reason) {
                out.println("ERR " + encode(String.valueOf(reason.getMessage())));
            }
        }
    }
}
